package dev.tagma.spi.sandbox;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalHandle;
import java.util.List;

/** Starts what it is given within an enclosure, and finds it as it is. */
record EnclosedProcesses(ProcessRuntime processes, Enclosure enclosure) implements ProcessRuntime {

    @Override
    public String name() {
        return processes.name();
    }

    @Override
    public TerminalHandle plan(String name) {
        return processes.plan(name);
    }

    @Override
    public DetachedProcess start(TerminalHandle handle, ProcessSpec spec) {
        Enclosure.Launch launch =
                enclosure.around(new Enclosure.Launch(spec.command(), spec.environment(), spec.directory(), false));
        return processes.start(handle, new ProcessSpec(launch.command(), launch.environment(), launch.directory()));
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        return processes.recover(handle);
    }

    @Override
    public List<TerminalHandle> list() {
        return processes.list();
    }

    @Override
    public void close() {
        // They belong to whoever made them.
    }
}
