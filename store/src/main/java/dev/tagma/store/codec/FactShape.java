package dev.tagma.store.codec;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Source;

/** A fact with its reading, its reach and the process it speaks of. */
final class FactShape implements Shape<Fact> {

    @Override
    public void write(Fact fact, Out out) {
        out.name("source", fact.source())
                .object("reading", fact.reading(), new ReadingShape())
                .time("happenedAt", fact.happenedAt())
                .time("observedAt", fact.observedAt())
                .object("reach", fact.reach(), new ReachShape())
                .object("process", fact.process(), new ProcessShape())
                .text("detail", fact.detail());
    }

    @Override
    public Fact read(In in) {
        return new Fact(
                in.name("source", Source.class),
                in.object("reading", new ReadingShape()),
                in.time("happenedAt"),
                in.time("observedAt"),
                in.object("reach", new ReachShape()),
                in.optionalObject("process", new ProcessShape()),
                in.text("detail"));
    }

    private static final class ReachShape implements Shape<Reach> {

        @Override
        public void write(Reach reach, Out out) {
            switch (reach) {
                case Reach.Level level -> out.text("type", "level");
                case Reach.Edge edge -> out.text("type", "edge").time("deadline", edge.deadline());
            }
        }

        @Override
        public Reach read(In in) {
            String type = in.text("type");
            return switch (type) {
                case "level" -> new Reach.Level();
                case "edge" -> new Reach.Edge(in.optionalTime("deadline"));
                default -> throw new UnreadableDocument("'" + type + "' is not a known type of reach");
            };
        }
    }

    private static final class ProcessShape implements Shape<ProcessKey> {

        @Override
        public void write(ProcessKey process, Out out) {
            out.number("pid", process.pid())
                    .number("startedTicks", process.startedTicks())
                    .text("bootId", process.bootId());
        }

        @Override
        public ProcessKey read(In in) {
            return new ProcessKey(in.number("pid"), in.number("startedTicks"), in.text("bootId"));
        }
    }
}
