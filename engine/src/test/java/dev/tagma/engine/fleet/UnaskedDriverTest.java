package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.spi.runtime.TerminalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that cannot be asked for a moment how a message would be said. */
final class UnaskedDriverTest {

    @TempDir
    private Path directory;

    @Test
    void aMessageIsTakenInAllTheSame() throws Exception {
        try (PuppetFleet world = new PuppetFleet(directory.resolve("state"))) {
            SessionId session = world.create(Files.createDirectory(directory.resolve("work")));
            await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
            world.agent.whenAsked(() -> {
                throw new TerminalException("its adapter does not stand", false);
            });

            Message message = world.fleet()
                    .send(
                            PuppetFleet.ANNA,
                            session,
                            new NewMessage(Optional.empty(), "hello", DeliveryMode.QUEUE, Optional.empty()));

            assertThat(world.fleet().message(TenantId.DEFAULT, message.id()).state())
                    .isEqualTo(MessageState.ACCEPTED);
        }
    }
}
