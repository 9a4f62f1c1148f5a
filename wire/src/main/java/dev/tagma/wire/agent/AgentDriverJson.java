package dev.tagma.wire.agent;

import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("One way to drive an agent, and what was found of the program that is driven so.")
public record AgentDriverJson(
        @Doc("How it is driven.") DriverKind driver,
        @Doc("Whether its program is here.") boolean installed,
        @Doc("The program's file.") Optional<String> program,
        @Doc("The version the program says it is.") Optional<String> version,

        @Doc("The beginnings of the versions it was tried with.")
        List<String> knownVersions,

        @Doc("Whether somebody is logged in at it, where that can be seen.")
        Optional<Boolean> loggedIn,

        @Doc("The modes it has so.") List<PermissionMode> modes,
        @Doc("What tells what it does.") List<AgentSourceJson> sources,

        @Doc("What cannot be known of it, or was not proven.")
        List<String> unknown) {}
