package dev.tagma.wire.operation;

/** Parameters that several operations take. */
final class Common {

    static final Parameter SESSION =
            Parameter.path("id", "calm-otter", "The session: its id, its handle or a unique beginning of either.");
    static final Parameter MESSAGE =
            Parameter.path("message", "01932d3c-8a00-7000-8000-000000000001", "The message's id.");
    static final Parameter REQUEST = Parameter.path(
            "request",
            "01932d3c-8a00-7000-8000-000000000002",
            "The request: its id, or a unique beginning of it, among the open ones first.");
    static final Parameter RESCUE = Parameter.path("rescue", "calm-otter-1", "The rescue's short name.");

    private Common() {}
}
