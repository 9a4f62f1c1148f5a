package dev.tagma.wire.session;

import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("What an agent is kept within.")
public record SandboxJson(
        @Doc("What contains it.") SandboxKind kind,

        @Doc("What it reaches over the network: on, off, or hosts with their ports.")
        List<String> network,

        @Doc("The most memory of all its processes, in bytes.")
        Optional<Long> memory,

        @Doc("The most processes at once, threads among them.")
        Optional<Integer> processes,

        @Doc("The most processor time, in percents of one processor.")
        Optional<Integer> cpuPercent,

        @Doc("Further places that it may read.") List<String> readable,
        @Doc("Further places that it may write.") List<String> writable,
        @Doc("What its container is made of.") Optional<String> image,

        @Doc("What the agent cannot do, whatever it tries, in words; empty before it is started. What was asked for and"
                + " is not said here does not hold.")
        List<String> enforced,

        @Doc("What the agent can do all the same, in words.")
        List<String> open) {}
