package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.model.GatewayId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
  private static final GatewayId GATEWAY = new GatewayId("0123456789abcdef");
  private static final ProcessMark MARK = new ProcessMark(GATEWAY, "fedcba9876543210");

  @Test
  void itIsReadFromAnEnvironmentThatHasOthersToo() {
    String environment = "A=b\0HATCHWAY_SESSION=mine\0" + MARK.variable() + "\0C=d\0";
    assertThat(ProcessMark.in(environment)).containsExactly(MARK);
    assertThat(ProcessMark.in("HATCHWAY_SESSION=0123456789abcdef.\0")).isEmpty();
  }

  @Test
  void itIsReadFromTheNameOfItsGroup() {
    Cgroup container = new Cgroup(Path.of("/none"), Cgroup.Kind.UNIFIED);
    assertThat(ProcessMark.of(MARK.group(container))).contains(MARK);
    assertThat(ProcessMark.of(container.child("hatchway.other"))).isEmpty();
  }

  @Test
  void aSessionThatCouldBeMoreThanANameIsRefused() {
    assertThatThrownBy(() -> new ProcessMark(GATEWAY, "../escape"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
