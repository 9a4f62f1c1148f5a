package dev.tagma.cli.fake;

import dev.tagma.core.workspace.TreeId;
import dev.tagma.wire.rescue.RescueDetailJson;
import dev.tagma.wire.rescue.RescueJson;
import dev.tagma.wire.rescue.RescueListJson;
import dev.tagma.wire.rescue.RestoredJson;
import dev.tagma.wire.rescue.UnsavedJson;
import java.util.List;
import java.util.Optional;

/** Rescues as the daemon tells of them. */
public final class Rescues {

    public static final String ID = "1m7y7ptrtwzxe";

    private Rescues() {}

    public static RescueJson rescue(String path, UnsavedJson... listed) {
        return new RescueJson(
                ID,
                "refs/tagma/rescue/" + ID,
                "/state/rescue.git",
                new TreeId("0123456789abcdef0123456789abcdef01234567"),
                path,
                "rm",
                Samples.NOW.minusSeconds(180),
                12,
                34_567,
                List.of(listed));
    }

    public static String list(RescueJson... rescues) {
        return Samples.json(new RescueListJson(List.of(rescues)));
    }

    public static String detail(RescueJson rescue, String manifest) {
        return Samples.json(new RescueDetailJson(rescue, manifest));
    }

    public static String restored(String path, boolean somethingWasThere) {
        return Samples.json(new RestoredJson(
                path,
                12,
                somethingWasThere ? 1 : 0,
                somethingWasThere ? Optional.of(rescue(path)) : Optional.empty(),
                somethingWasThere ? List.of("The branch 'otter' has moved") : List.of()));
    }
}
