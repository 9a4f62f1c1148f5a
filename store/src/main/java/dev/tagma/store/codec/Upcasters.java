package dev.tagma.store.codec;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All steps from older versions of documents to the present ones. A shape is changed by adding its step here, which
 * raises the version of that document by one, and a golden file of the new version to the tests.
 */
final class Upcasters {

    static final Upcasters ALL = new Upcasters(List.of(
            new Upcaster("session", 1, Upcasters::keyOutOfTags),
            new Upcaster("session", 2, Upcasters::withoutOutfit),
            new Upcaster("session", 3, Upcasters::asUsual),
            new Upcaster("session", 4, Upcasters::ofOneRepository),
            new Upcaster("session", 5, Upcasters::withoutSandbox)));

    private final List<Upcaster> steps;

    Upcasters(List<Upcaster> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The steps for one kind of document, the one from version 1 first. */
    List<Upcaster> of(String document) {
        List<Upcaster> found =
                steps.stream().filter(step -> step.document().equals(document)).toList();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).from() != i + 1) {
                throw new IllegalStateException("The steps of document '" + document + "' have no step from version "
                        + (i + 1) + " in its place");
            }
        }
        return found;
    }

    /** The key that a session was created under stood among its tags, behind a prefix. */
    private static ObjectNode keyOutOfTags(ObjectNode session) {
        if (!(session.get("tags") instanceof ArrayNode tags)) {
            return session;
        }
        String prefix = "key:";
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i).asString();
            if (tag.startsWith(prefix)) {
                tags.remove(i);
                return session.put("key", tag.substring(prefix.length()));
            }
        }
        return session;
    }

    /** Projects had no say in workspaces. */
    private static ObjectNode withoutOutfit(ObjectNode session) {
        if (session.get("wanted") instanceof ObjectNode wanted) {
            ObjectNode outfit = wanted.putObject("outfit");
            outfit.putArray("copied");
            outfit.putArray("linked");
            outfit.putObject("ports");
        }
        return session;
    }

    /** No turn was taken up again, and every workspace had what its repository keeps itself. */
    private static ObjectNode asUsual(ObjectNode session) {
        if (session.get("launch") instanceof ObjectNode launch) {
            launch.put("afterLimit", "wait");
        }
        if (session.at("/wanted/outfit") instanceof ObjectNode outfit) {
            outfit.putArray("sparse");
            outfit.put("submodules", false);
        }
        return session;
    }

    /** Every workspace was of one repository at most. */
    private static ObjectNode ofOneRepository(ObjectNode session) {
        if (session.get("wanted") instanceof ObjectNode wanted) {
            wanted.putArray("beside");
        }
        if (session.get("workspace") instanceof ObjectNode workspace) {
            workspace.putArray("members");
        }
        return session;
    }

    /** Nothing contained an agent. */
    private static ObjectNode withoutSandbox(ObjectNode session) {
        if (session.get("launch") instanceof ObjectNode launch) {
            ObjectNode sandbox = launch.putObject("sandbox").put("kind", "none");
            sandbox.putArray("network").add("on");
            sandbox.putArray("readable");
            sandbox.putArray("writable");
        }
        return session;
    }
}
