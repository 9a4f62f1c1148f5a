package dev.tagma.adapters.agent.claude;

import dev.tagma.core.fact.Reading.ConditionKind;

/** What a failed turn's words say of why, where the program has nothing but words for it. */
final class FailureWords {

    private FailureWords() {}

    static ConditionKind kind(String said) {
        if (UsageLimit.saidBy(said)) {
            return ConditionKind.USAGE_LIMITED;
        }
        return LoginWords.saidBy(said) ? ConditionKind.LOGGED_OUT : ConditionKind.ERROR;
    }
}
