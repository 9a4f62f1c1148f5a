package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Groups that hold sessions, by path.")
public record GroupListJson(@Doc("The groups.") List<GroupJson> groups) {}
