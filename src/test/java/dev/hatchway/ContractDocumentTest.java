package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The documents of what is promised name tests that exist, for every line that is due. */
class ContractDocumentTest {
  private static final Path CONTRACT = Path.of("docs/contract.md");
  private static final Path FAULTS = Path.of("docs/faults.md");
  private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+)\\.([a-z][A-Za-z0-9]+)`");
  private static final int LINES = 22;

  @TestFactory
  Stream<DynamicTest> everyNamedTestExists() throws IOException {
    List<MatchResult> named = new ArrayList<>();
    for (Path document : List.of(CONTRACT, FAULTS)) {
      List<MatchResult> ofDocument = NAMED.matcher(Files.readString(document)).results().toList();
      assertThat(ofDocument).hasSizeGreaterThan(LINES);
      named.addAll(ofDocument);
    }
    return named.stream()
        .map(name -> DynamicTest.dynamicTest(name.group(), () -> assertTestExists(name)));
  }

  @Test
  void everyLineOfTheContractIsInTheTable() throws IOException {
    List<String> rows = Files.readString(CONTRACT).lines().toList();
    assertThat(IntStream.rangeClosed(1, LINES))
        .allSatisfy(line -> assertThat(rows).anyMatch(row -> row.startsWith("| " + line + " |")));
  }

  private static void assertTestExists(MatchResult name) throws ClassNotFoundException {
    Class<?> tests = Class.forName("dev.hatchway." + name.group(1));
    assertThat(Arrays.stream(tests.getDeclaredMethods()).filter(ContractDocumentTest::isTest))
        .extracting(Method::getName)
        .contains(name.group(2));
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class);
  }
}
