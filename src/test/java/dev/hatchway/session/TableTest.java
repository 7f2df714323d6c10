package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table(List.of("NAME", "STATE", "USER"));
    table.add("web.1", "running", "-");
    table.add("a-long-worker.12", "up", "alice");
    assertThat(table.lines())
        .containsExactly(
            "NAME              STATE    USER",
            "web.1             running  -",
            "a-long-worker.12  up       alice");
  }

  @Test
  void noLineEndsInBlanks() {
    Table table = new Table(List.of("NAME", "SOURCE"));
    table.add("shop", "");
    table.add("blog", "a much longer word");
    assertThat(table.lines()).noneMatch(line -> line.endsWith(" ")).contains("shop");
  }

  @Test
  void aTableOfNothingIsItsHead() {
    assertThat(new Table(List.of("NAME", "STATE")).lines()).containsExactly("NAME  STATE");
  }
}
