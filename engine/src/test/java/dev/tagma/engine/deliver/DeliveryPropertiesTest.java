package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Whatever the agent, the person, the terminal and the store do, and wherever the engine dies: no message is lost,
 * doubled or typed into a dialog. More of it: {@code -Dtagma.deliveries=100000}.
 */
class DeliveryPropertiesTest {

    private static final long SEED = 20_260_101;

    @Property(tries = 3_000, seed = "1")
    void everyMessageComesToItsEndOnce(@ForAll("schedules") List<Integer> schedule) throws InterruptedException {
        check(ran(schedule));
    }

    @Provide
    Arbitrary<List<Integer>> schedules() {
        return Arbitraries.integers().between(0, 479).list().ofMaxSize(400);
    }

    @Test
    void aLongRunLosesAndDoublesNothing() throws InterruptedException {
        int wanted = Integer.getInteger("tagma.deliveries", 10_000);
        Random random = new Random(SEED);
        int messages = 0;
        int crashes = 0;
        Map<MessageState, Integer> ends = new EnumMap<>(MessageState.class);
        while (messages < wanted) {
            List<Integer> schedule = new ArrayList<>();
            int length = 50 + random.nextInt(600);
            for (int i = 0; i < length; i++) {
                schedule.add(random.nextInt(480));
            }
            DeliveryWorld world = ran(schedule);
            check(world);
            messages += (int) world.messages().stream()
                    .filter(message -> message.mark().isPresent())
                    .count();
            crashes += world.crashes();
            world.messages().forEach(message -> ends.merge(message.state(), 1, Integer::sum));
        }
        System.getLogger(DeliveryPropertiesTest.class.getName())
                .log(System.Logger.Level.INFO, messages + " deliveries with " + crashes + " crashes came to " + ends);
        assertThat(crashes).isPositive();
        assertThat(ends)
                .containsKeys(MessageState.DONE, MessageState.CANCELLED, MessageState.EXPIRED, MessageState.FAILED);
    }

    /** Every single thing that can happen, at every place where something can, to two messages. */
    @Test
    void oneMishapAnywhereIsSurvived() throws InterruptedException {
        for (int place = 4; place < 64; place++) {
            for (int mishap = 1; mishap <= DeliveryWorld.WORLD; mishap++) {
                List<Integer> schedule = new ArrayList<>(List.of(1, 0, 1, 0));
                while (schedule.size() < place) {
                    schedule.add(0);
                }
                schedule.add(mishap);
                for (int i = 0; i < 40; i++) {
                    schedule.add(0);
                }
                check(ran(schedule));
            }
        }
    }

    private static DeliveryWorld ran(List<Integer> schedule) throws InterruptedException {
        DeliveryWorld world = new DeliveryWorld(schedule);
        world.run();
        return world;
    }

    private static void check(DeliveryWorld world) {
        assertThat(world.wrongs()).as("wrongs%n%s", world).isEmpty();
        int last = -1;
        for (Message message : world.messages()) {
            String what = message.text() + "\n" + world;
            assertThat(message.state().terminal()).as("an end for %s", what).isTrue();
            assertThat(world.entries(message))
                    .as("entered once at most: %s", what)
                    .isLessThanOrEqualTo(1);
            wentTheWay(world.told(message), message, what);
            switch (message.state()) {
                case DONE ->
                    assertThat(world.entries(message)).as("entered: %s", what).isOne();
                case CANCELLED, EXPIRED, SUPERSEDED ->
                    assertThat(world.entries(message))
                            .as("not entered: %s", what)
                            .isZero();
                case FAILED -> failedForCause(world, message, what);
                case ACCEPTED, SUBMITTED, STARTED -> throw new AssertionError(what);
            }
            if (message.mode() == DeliveryMode.QUEUE && message.state() == MessageState.DONE) {
                assertThat(world.place(message)).as("in order: %s", what).isGreaterThan(last);
                last = world.place(message);
            }
        }
        assertThat(world.messages().stream().map(Message::id))
                .as("nothing acknowledged is lost")
                .containsAll(world.sent());
    }

    private static void wentTheWay(List<MessageState> told, Message message, String what) {
        assertThat(told).as("begins accepted: %s", what).startsWith(MessageState.ACCEPTED);
        assertThat(told).as("every change is told: %s", what).endsWith(message.state());
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i - 1).next()).as("a step of %s", what).contains(told.get(i));
        }
    }

    /**
     * Doubt is allowed only where a person had a hand in it, where the status said another thing than the agent did, or
     * where the agent took a text three times and lost it.
     */
    private static void failedForCause(DeliveryWorld world, Message message, String what) {
        boolean lost = message.failure().orElse("").contains("never showed it");
        boolean misled = message.failure().orElse("").contains("seems to have begun") && world.misled();
        assertThat(lost || misled || world.touched(message))
                .as("a cause for the failure of %s", what)
                .isTrue();
    }
}
