package dev.tagma.testkit.drive;

import java.util.List;

/** Decides by a list of numbers, so that a run can be repeated and shrunk: zero, and the list's end, mean nothing special. */
public final class Chances {

    private final List<Integer> numbers;
    private int used;

    public Chances(List<Integer> numbers) {
        this.numbers = List.copyOf(numbers);
    }

    /** A number below the bound. */
    public int next(int bound) {
        return used < numbers.size() ? numbers.get(used++) % bound : 0;
    }

    public boolean left() {
        return used < numbers.size();
    }
}
