package dev.tagma.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What the modules' poms cannot say about the house. The direction between modules is held by the poms themselves.
 *
 * <p>The test kit is a program of its own (the scripted agent, the fake model server): rules about the process it runs
 * in, its clock and its environment do not bind it.
 */
class ArchitectureTest {
    private static final String CORE = "dev.tagma.core..";
    private static final String TESTKIT = "dev.tagma.testkit..";
    private static final String CLI = "dev.tagma.cli..";
    private static final String APP = "dev.tagma.app..";

    /** What all adapters may use; every other package below adapters belongs to one adapter. */
    private static final Set<String> SHARED_BY_ADAPTERS = Set.of(
            "confine",
            "connection",
            "conversation",
            "exec",
            "face",
            "files",
            "jsonrpc",
            "proc",
            "protocol",
            "terminal",
            "yaml");

    private static final JavaClasses TAGMA = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tagma");

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(slice("package", type -> List.of(type.getPackageName())))
                .should()
                .beFreeOfCycles()
                .check(TAGMA);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = packagesWithClasses()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);

        assertThat(unmarked).isEmpty();
    }

    @Test
    void coreKnowsOnlyTheLanguageAndItself() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CORE,
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.math",
                        "java.nio.charset",
                        "java.security",
                        "java.text",
                        "java.time..",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "org.jspecify.annotations")
                .because("the domain does no I/O, starts no thread and has no logger")
                .check(TAGMA);
    }

    @Test
    void coreHasNeitherThreadNorProcessNorLogger() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(assignableTo(Thread.class)
                        .or(assignableTo(Process.class))
                        .or(assignableTo(ProcessBuilder.class))
                        .or(assignableTo(ProcessHandle.class))
                        .or(assignableTo(Runtime.class))
                        .or(assignableTo(System.Logger.class)))
                .check(TAGMA);
    }

    @Test
    void coreIsToldTheTime() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .callCodeUnitWhere(target(readsTheDefaultClock().or(isMethodOf(System.class, "nanoTime"))))
                .orShould()
                .dependOnClassesThat(assignableTo(Clock.class))
                .because("the same facts and the same now give the same answer")
                .check(TAGMA);
    }

    @Test
    void onlyAppAndCliReadTheDefaultClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages(APP, CLI, TESTKIT)
                .should()
                .callCodeUnitWhere(target(readsTheDefaultClock()))
                .because("clocks are passed in")
                .check(TAGMA);
    }

    @Test
    void onlyAppAndCliReadTheEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackages(APP, CLI, TESTKIT)
                .should()
                .callCodeUnitWhere(target(isMethodOf(System.class, "getenv", "getProperty", "getProperties")
                        .or(isMethodOf(Integer.class, "getInteger"))
                        .or(isMethodOf(Long.class, "getLong"))
                        .or(isMethodOf(Boolean.class, "getBoolean"))))
                .because("what the environment says is configuration, read once and passed in")
                .check(TAGMA);
    }

    @Test
    void onlyAppAndCliWriteToTheStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(APP, CLI, TESTKIT)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(TAGMA);
    }

    @Test
    void onlyFewPackagesStartProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.tagma.adapters.exec..",
                        "dev.tagma.adapters.runtime..",
                        "dev.tagma.adapters.workspace.git.command..",
                        APP,
                        CLI,
                        TESTKIT)
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class))
                .orShould()
                .callCodeUnitWhere(target(isMethodOf(Runtime.class, "exec")))
                .because("a child's environment, limits and end are looked after in one place")
                .check(TAGMA);
    }

    @Test
    void nothingWaitsBySleeping() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TESTKIT)
                .should()
                .callCodeUnitWhere(target(isMethodOf(Thread.class, "sleep")))
                .because("a sleep is either too short or too long; wait for what must happen, with a deadline")
                .check(TAGMA);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().assignedFrom(slice("adapter", ArchitectureTest::adapterOf))
                .should()
                .notDependOnEachOther()
                .check(TAGMA);
    }

    @Test
    void whatAdaptersShareKnowsNoAdapter() {
        noClasses()
                .that()
                .resideInAnyPackage(SHARED_BY_ADAPTERS.stream()
                        .map(each -> "dev.tagma.adapters." + each + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat(describe(
                        "belong to an adapter", type -> !adapterOf(type).isEmpty()))
                .check(TAGMA);
    }

    @Test
    void onlyAppKnowsAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tagma.adapters..", APP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tagma.adapters..")
                .check(TAGMA);
    }

    @Test
    void cliKnowsOnlyWireAndCore() {
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tagma.spi..",
                        "dev.tagma.engine..",
                        "dev.tagma.server..",
                        "dev.tagma.store..",
                        "dev.tagma.adapters..",
                        APP)
                .check(TAGMA);
    }

    @Test
    void cliLoadsNothingThatStartsSlowly() {
        noClasses()
                .that()
                .resideInAnyPackage(CLI, "dev.tagma.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson.databind..", "java.net.http..", "org.slf4j..", "ch.qos.logback..")
                .because("databind costs a command about 90 ms and java.net.http 400 ms")
                .check(TAGMA);
    }

    @Test
    void productDoesNotKnowTestLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.assertj..", "org.awaitility..", "net.jqwik..")
                .check(TAGMA);
    }

    @Test
    void staticStateIsConstant() {
        fields().that().areStatic().should().beFinal().check(TAGMA);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(TAGMA);
    }

    /** The adapter that a class belongs to, as in agent.claude; empty for a class of none. */
    private static List<String> adapterOf(JavaClass type) {
        var parts = List.of(type.getPackageName().split("\\."));
        var isAdapter = parts.size() >= 5
                && parts.subList(0, 3).equals(List.of("dev", "tagma", "adapters"))
                && !SHARED_BY_ADAPTERS.contains(parts.get(3));
        return isAdapter ? parts.subList(3, 5) : List.of();
    }

    private static Stream<JavaPackage> packagesWithClasses() {
        return TAGMA.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackage)
                .distinct();
    }

    /** Any java.time now() that is not given a clock, and what it is made of. */
    private static DescribedPredicate<CodeUnitCallTarget> readsTheDefaultClock() {
        DescribedPredicate<CodeUnitCallTarget> now = describe(
                "java.time's now() without a clock",
                target -> target.getName().equals("now")
                        && target.getOwner().getPackageName().startsWith("java.time")
                        && target.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class)));
        return now.or(isMethodOf(System.class, "currentTimeMillis"))
                .or(isMethodOf(Clock.class, "systemUTC", "systemDefaultZone", "system"));
    }

    private static DescribedPredicate<CodeUnitCallTarget> isMethodOf(Class<?> owner, String... names) {
        return describe(
                owner.getSimpleName() + "." + String.join("/", names),
                target -> target.getOwner().isEquivalentTo(owner)
                        && List.of(names).contains(target.getName()));
    }

    private interface Slicing {
        /** What names the slice of a class; empty when it is in none. */
        List<String> sliceOf(JavaClass type);
    }

    private static SliceAssignment slice(String what, Slicing slicing) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                var parts = slicing.sliceOf(type);
                return parts.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(parts);
            }

            @Override
            public String getDescription() {
                return "every " + what;
            }
        };
    }
}
