package dev.tagma.store.sqlite;

import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import java.util.Optional;

/** Keeps messages and their sums by days in step. */
final class UsageWrites {

    private static final String VALUES = " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private final Link link;
    private final UsageReads reads;

    UsageWrites(Link link, UsageReads reads) {
        this.link = link;
        this.reads = reads;
    }

    boolean record(UsageEntry told) {
        Optional<UsageEntry> known = reads.entry(told.tenant(), told.session(), told.key());
        UsageEntry entry = known.map(one -> one.joined(told)).orElse(told);
        if (known.filter(entry::equals).isPresent()) {
            return false;
        }
        put(entry);
        add(entry, known.map(UsageEntry::tokens).orElse(Tokens.NONE), known.isEmpty());
        return true;
    }

    private void put(UsageEntry entry) {
        Tokens tokens = entry.tokens();
        link.update(
                "INSERT OR REPLACE INTO usage (tenant, session, key, model, turn, time, " + UsageReads.TOKENS + ")"
                        + VALUES + ", ?)",
                entry.tenant().value(),
                entry.session().toString(),
                entry.key(),
                entry.model(),
                entry.turn().orElse(null),
                Nanos.of(entry.at()),
                tokens.input(),
                tokens.output(),
                tokens.cacheRead(),
                tokens.cacheWrite(),
                tokens.cacheWriteLong(),
                tokens.reasoning());
    }

    private void add(UsageEntry entry, Tokens before, boolean another) {
        Tokens now = entry.tokens();
        link.update(
                "INSERT INTO usage_sums (tenant, session, day, model, messages, " + UsageReads.TOKENS + ")" + VALUES
                        + ") ON CONFLICT (tenant, session, day, model) DO UPDATE SET messages = messages +"
                        + " excluded.messages, input = input + excluded.input, output = output + excluded.output,"
                        + " cache_read = cache_read + excluded.cache_read, cache_write = cache_write +"
                        + " excluded.cache_write, cache_write_long = cache_write_long + excluded.cache_write_long,"
                        + " reasoning = reasoning + excluded.reasoning",
                entry.tenant().value(),
                entry.session().toString(),
                UsageSum.day(entry.at()).toEpochDay(),
                entry.model(),
                another ? 1 : 0,
                now.input() - before.input(),
                now.output() - before.output(),
                now.cacheRead() - before.cacheRead(),
                now.cacheWrite() - before.cacheWrite(),
                now.cacheWriteLong() - before.cacheWriteLong(),
                now.reasoning() - before.reasoning());
    }
}
