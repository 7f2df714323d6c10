package dev.hatchway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of packages, executed: who may use whom, and which library belongs to whom. */
class ArchitectureTest {
  private static final String BASE = "dev.hatchway";

  /** The base package is not in the table: it puts everything together and may use everything. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("config", List.of("model")),
          Map.entry("access", List.of("model")),
          Map.entry("command", List.of("model")),
          Map.entry("app", List.of("model")),
          Map.entry("transfer", List.of("model")),
          Map.entry("upload", List.of("transfer", "model")),
          Map.entry("container", List.of("app", "model")),
          Map.entry("stream", List.of("container", "model")),
          Map.entry(
              "session",
              List.of(
                  "access",
                  "command",
                  "app",
                  "upload",
                  "transfer",
                  "container",
                  "stream",
                  "model")),
          Map.entry("docker", List.of("app", "container", "model")),
          Map.entry("ssh", List.of("session", "container", "stream", "access", "config", "model")));

  /** The packages that may know a library; the base package may know all of them. */
  private static final Map<String, List<String>> OWNERS =
      Map.ofEntries(
          Map.entry("org.apache.sshd..", List.of("ssh")),
          Map.entry("org.bouncycastle..", List.of("ssh")),
          Map.entry("com.github.dockerjava..", List.of("docker")),
          Map.entry("picocli..", List.of("command")),
          Map.entry("com.fasterxml.jackson..", List.of("app", "config", "docker", "session")));

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void theTableNamesEveryPackage() {
    assertThat(packagesIn(CODE)).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsPointOneWay(String name) {
    noClasses()
        .that()
        .resideInAPackage(BASE + "." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage(BASE + "..").and(not(resideInAnyPackage(allowedFor(name)))))
        .check(CODE);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysWithItsOwner(String library) {
    noClasses()
        .that()
        .resideInAPackage(BASE + "..")
        .and()
        .resideOutsideOfPackages(ownersOf(library))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CODE);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(BASE + ".(*)").should().beFreeOfCycles().check(CODE);
  }

  private static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  private static Stream<String> libraries() {
    return OWNERS.keySet().stream().sorted();
  }

  private static Set<String> packagesIn(JavaClasses classes) {
    return classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !name.equals(BASE))
        .map(name -> name.substring(BASE.length() + 1))
        .collect(Collectors.toSet());
  }

  private static String[] allowedFor(String name) {
    return Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, List.of()).stream())
        .map(allowed -> BASE + "." + allowed)
        .toArray(String[]::new);
  }

  private static String[] ownersOf(String library) {
    return Stream.concat(
            Stream.of(BASE),
            OWNERS.getOrDefault(library, List.of()).stream().map(owner -> BASE + "." + owner))
        .toArray(String[]::new);
  }
}
