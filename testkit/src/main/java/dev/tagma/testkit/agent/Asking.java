package dev.tagma.testkit.agent;

import dev.tagma.testkit.agent.Permissions.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Finds out whether a tool may be used: from hooks, from what is allowed anyway, or from the person. */
final class Asking {

    /** So long after a dialog appears the person is told by a notification. */
    private static final Duration NOTIFICATION = Duration.ofSeconds(6);

    /** So long after a refusal at the screen its hook is ended. */
    private static final Duration HOOK_END = Duration.ofMillis(200);

    /** What came out. */
    sealed interface Decision {
        /** The tool is to be used, with this input. */
        record Go(ToolUse use, Map<String, @Nullable Object> extras) implements Decision {}

        /** The tool is not to be used, and the agent goes on. */
        record Refuse(String reason, Map<String, @Nullable Object> extras) implements Decision {}
    }

    private final Kit kit;
    private final Identity identity;
    private final Role role;

    Asking(Kit kit, Identity identity, Role role) {
        this.kit = kit;
        this.identity = identity;
        this.role = role;
    }

    Decision ask(ToolUse use) throws InterruptedException, Rejection {
        for (var answer : kit.hooks().run(event("PreToolUse", use, Json.object("tool_use_id", use.id())))) {
            var decision = answer.at("hookSpecificOutput");
            switch (decision.at("permissionDecision").text()) {
                case "allow" -> {
                    return new Decision.Go(use, Json.object());
                }
                case "deny" -> {
                    var reason = decision.at("permissionDecisionReason").text("Denied by a PreToolUse hook");
                    return new Decision.Refuse(reason, Json.object("toolDenialKind", "hook"));
                }
                case String _ -> {}
            }
        }
        return switch (kit.permissions().judge(use)) {
            case Verdict.ALLOW -> new Decision.Go(use, Json.object());
            case Verdict.DENY ->
                new Decision.Refuse(
                        "Permission to use %s has been denied.".formatted(use.name()),
                        Json.object("toolDenialKind", "permission-rule"));
            case Verdict.ASK -> askPerson(use);
        };
    }

    private Decision askPerson(ToolUse use) throws InterruptedException, Rejection {
        var dialog = Dialogs.of(use, identity.cwd(), role.type());
        var suggestions = kit.permissions().suggestions(use);
        var members = suggestions.isEmpty() ? Json.object() : Json.object("permission_suggestions", suggestions);
        var runs = kit.hooks().start(event("PermissionRequest", use, members));
        for (var run : runs) {
            run.whenEnded(printed -> printed.ifPresent(tree -> answer(dialog, use, tree)));
        }
        kit.desk().open(dialog);
        var notification = kit.timers().after(NOTIFICATION, () -> notify(use));
        try {
            return decide(use, dialog.answer().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dialog's answer cannot fail", e);
        } catch (Rejection e) {
            kit.timers().after(HOOK_END, () -> runs.forEach(HookRun::end));
            throw e;
        } finally {
            notification.callOff();
            kit.desk().close(dialog);
        }
    }

    private Decision decide(ToolUse use, Answer answer) throws Rejection {
        return switch (answer) {
            case Answer.Updating(var updates, var then) -> {
                kit.permissions().update(updates);
                yield decide(use, then);
            }
            case Answer.Allowed(var source, var input) ->
                new Decision.Go(input == null ? use : use.with(input), decided("accept", source));
            case Answer.Denied(var source, var reason) -> {
                var extras = decided("reject", source);
                extras.put("toolDenialKind", source == Answer.Source.HOOK ? "permission-rule" : "user-feedback");
                yield new Decision.Refuse(reason, extras);
            }
            case Answer.Rejected() -> throw new Rejection(use.name());
        };
    }

    private static Map<String, @Nullable Object> decided(String decision, Answer.Source source) {
        var by = source == Answer.Source.HOOK ? "hook" : "user_temporary";
        return Json.object("permissionDecision", Json.object("decision", decision, "source", by));
    }

    /** Takes what a PermissionRequest hook printed for an answer, if it is one. */
    private void answer(Dialog dialog, ToolUse use, Tree printed) {
        var output = printed.at("hookSpecificOutput");
        var decision = output.at("decision");
        if (!output.at("hookEventName").text().equals("PermissionRequest")) {
            return;
        }
        switch (decision.at("behavior").text()) {
            case "allow" -> allow(dialog, use, decision);
            case "deny" ->
                dialog.answer()
                        .complete(
                                decision.at("interrupt").isTrue()
                                        ? new Answer.Rejected()
                                        : new Answer.Denied(
                                                Answer.Source.HOOK,
                                                decision.at("message").text("Permission denied by hook")));
            case String _ -> {}
        }
    }

    /** A bare yes is no answer to a question or a plan: the dialog stays, and the hook is spent. */
    private static void allow(Dialog dialog, ToolUse use, Tree decision) {
        var input = decision.at("updatedInput");
        boolean needsInput = use.name().equals("AskUserQuestion") || use.name().equals("ExitPlanMode");
        if (needsInput && input.isMissing()) {
            return;
        }
        var updates = decision.at("updatedPermissions").list();
        var allowed = new Answer.Allowed(Answer.Source.HOOK, input.isMissing() ? null : input.members());
        var leavesPlan = use.name().equals("ExitPlanMode")
                && updates.stream().noneMatch(update -> update.at("type").text().equals("setMode"));
        var answer = new Answer.Updating(updates, allowed);
        dialog.answer().complete(leavesPlan ? Answer.Updating.mode("default", answer) : answer);
    }

    private void notify(ToolUse use) {
        var message = use.name().equals("ExitPlanMode")
                ? "Claude Code needs your approval for the plan"
                : "Claude needs your permission";
        kit.hooks().tell(identity.event("Notification", "message", message, "notification_type", "permission_prompt"));
    }

    /** An event about a tool. */
    Event event(String name, ToolUse use, Map<String, @Nullable Object> more) {
        var members = Json.object(
                "permission_mode", kit.permissions().mode(),
                "effort", Json.object("level", "medium"),
                "tool_name", use.name(),
                "tool_input", use.input());
        members.putAll(role.members());
        members.putAll(more);
        return identity.event(name, use.name(), members);
    }
}
