package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredAppTest {
  @Test
  void itsTypesKeepTheOrderOfTheFile() {
    Map<String, String> processes = new LinkedHashMap<>();
    for (String type : List.of("web", "worker", "console", "bot")) {
      processes.put(type, "true");
    }
    assertThat(declared("shop:42", processes, Map.of()).processes().keySet())
        .containsExactly("web", "worker", "console", "bot");
  }

  @Test
  void asTextItTellsNoEnvironment() {
    assertThat(declared("shop:42", Map.of(), Map.of("SECRET", "hunter2")).toString())
        .isEqualTo("declared app shop (shop:42)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "we b", "-web", "run"})
  void aTypeThatCannotBeIsRefused(String type) {
    assertThatThrownBy(() -> declared("shop:42", Map.of(type, "true"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("processes has ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=B", "A\0"})
  void aVariableThatCannotBeIsRefused(String name) {
    assertThatThrownBy(() -> declared("shop:42", Map.of(), Map.of(name, "x")))
        .hasMessageStartingWith("env has what cannot be a variable: ");
  }

  private static DeclaredApp declared(
      String image, Map<String, String> processes, Map<String, String> env) {
    return new DeclaredApp(
        new AppName("shop"),
        new ImageName(image),
        processes,
        env,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Limits.NONE,
        Optional.empty(),
        Map.of());
  }
}
