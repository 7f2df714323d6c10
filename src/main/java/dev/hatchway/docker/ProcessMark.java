package dev.hatchway.docker;

import dev.hatchway.model.GatewayId;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What every process of a session in a container has in its environment, by inheritance: a variable
 * that names the gateway and the session. The group of the kernel that is made for them has it in
 * its name.
 */
record ProcessMark(GatewayId gateway, String session) {
  private static final Pattern SESSION = Pattern.compile("[0-9a-f]{16}");
  private static final String VARIABLE = "HATCHWAY_SESSION=";
  private static final String GROUP = "hatchway.";
  private static final String IDS = "([0-9a-f]{16})\\.([0-9a-f]{16})";
  private static final Pattern IN_ENVIRONMENT = Pattern.compile(VARIABLE + IDS);
  private static final Pattern OF_GROUP = Pattern.compile(Pattern.quote(GROUP) + IDS);

  ProcessMark {
    if (!SESSION.matcher(session).matches()) {
      throw new IllegalArgumentException("not the id of a session: " + session);
    }
  }

  /** Returns the marks in an environment, or in whatever shows one. */
  static Stream<ProcessMark> in(String environment) {
    return IN_ENVIRONMENT.matcher(environment).results().map(ProcessMark::of);
  }

  /** Returns the mark of whom a group is made for, empty if it is no session's. */
  static Optional<ProcessMark> of(Cgroup group) {
    Matcher matcher = OF_GROUP.matcher(group.name());
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  private static ProcessMark of(MatchResult found) {
    return new ProcessMark(new GatewayId(found.group(1)), found.group(2));
  }

  String variable() {
    return VARIABLE + gateway + "." + session;
  }

  /** Returns the group for its processes in that of their container. */
  Cgroup group(Cgroup container) {
    return container.child(GROUP + gateway + "." + session);
  }

  boolean isOn(HostProcess process) {
    return process.environment().contains(variable());
  }
}
