package dev.tagma.wire.session;

import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("What an agent is to be kept within; what is absent is as configured.")
public record SandboxWishJson(
        @Doc("What contains it.") Optional<SandboxKind> kind,

        @Doc(
                value = "What it reaches over the network: on, off, or hosts, each with a port unless that is 443; *."
                        + " stands for all names below one.",
                example = "[\"api.anthropic.com\", \"*.npmjs.org\"]")
        List<String> network,

        @Doc("The most memory of all its processes, in bytes.")
        Optional<Long> memory,

        @Doc("The most processes at once, threads among them.")
        Optional<Integer> processes,

        @Doc("The most processor time, in percents of one processor.")
        Optional<Integer> cpuPercent,

        @Doc("Further places that it may read, absolute.") List<String> readable,
        @Doc("Further places that it may write, absolute.") List<String> writable,
        @Doc("What a container is made of.") Optional<String> image) {}
