package dev.tagma.wire.agent;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("An agent, and what was found of it on this machine.")
public record AgentJson(
        @Doc("Its name, as sessions are created with it.") AgentId name,
        @Doc("Its name for people.") String title,

        @Doc(value = "Where what is known of it comes from.", example = "\"built-in gemini.yaml\"")
        String origin,

        @Doc("Whether its program is here.") boolean installed,
        @Doc("The program's file.") Optional<String> program,
        @Doc("The version the program says it is.") Optional<String> version,

        @Doc("The beginnings of the versions it was tried with.")
        List<String> knownVersions,

        @Doc("Whether somebody is logged in at it, where that can be seen.")
        Optional<Boolean> loggedIn,

        @Doc("What hinders it or is to be known before it is used, with what to do.")
        List<String> problems,

        @Doc("How it can be driven.") List<DriverKind> drivers,
        @Doc("The modes it has.") List<PermissionMode> modes,
        @Doc("What tells what it does.") List<AgentSourceJson> sources,

        @Doc("What cannot be known of it, or was not proven.")
        List<String> unknown,

        @Doc("The same for each way to drive it.") List<AgentDriverJson> driving) {}
