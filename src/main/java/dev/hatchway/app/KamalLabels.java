package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of Kamal. Their keys are words that anybody may use, so both service and role have to
 * be there, and no mark of another tool. A service that is deployed to a destination is an app of
 * its own, {@code SERVICE-DESTINATION}: staging and production may be on one machine.
 *
 * <p>Kamal runs a role once on a machine, so its number is 1. During a deployment there are two
 * containers, and Kamal takes the newest that runs for the current one; so does Hatchway.
 */
public final class KamalLabels implements LabelSystem {
  public static final String SOURCE = "kamal";

  /** The name of the service; Kamal writes it into the image, too. */
  public static final String SERVICE = "service";

  /** The role, which is the process type; an accessory has none. */
  public static final String ROLE = "role";

  /** Where it is deployed to; empty if the service has no destinations. */
  public static final String DESTINATION = "destination";

  /** The type of what {@code kamal app exec} runs in a new container. */
  public static final String EXEC = "exec";

  /** What other tools write on every container that they make, and Kamal never. */
  private static final List<String> OF_OTHERS =
      List.of(ComposeLabels.CONFIG_HASH, SwarmLabels.TASK, NomadLabels.ALLOCATION);

  private static final String ONLY_ROLE = "1";

  /** A container that has to make room for another one of the same version. */
  private static final Pattern REPLACED = Pattern.compile(".*_replaced_[0-9a-f]{16}");

  /** The end of the name of a container of {@code kamal app exec}: version and a random number. */
  private static final String EXEC_NAME = "-exec-.+-[0-9a-f]{6}";

  @Override
  public Optional<Place> place(ContainerFacts container) {
    String service = container.label(SERVICE).orElse("");
    if (service.isEmpty() || OF_OTHERS.stream().anyMatch(key -> container.label(key).isPresent())) {
      return Optional.empty();
    }
    Optional<String> role = container.label(ROLE);
    return role.isPresent()
        ? ofRole(container, service, role.get())
        : withoutRole(container, service);
  }

  private static Optional<Place> ofRole(ContainerFacts container, String service, String role) {
    String destination = container.label(DESTINATION).orElse("");
    String suffix = destination.isEmpty() ? "" : "-" + destination;
    if (isExec(container, service + "-" + role + suffix)) {
      return exec(container, service + suffix);
    }
    Standing standing =
        REPLACED.matcher(container.name()).matches() ? Standing.GOING : Standing.HOLDER;
    return Place.parse(service + suffix, role, ONLY_ROLE, SOURCE, standing);
  }

  /**
   * What {@code kamal app exec} runs has no labels but the image's, so its name has to tell. A role
   * with a dash may as well be a role and a destination, and then the app is not known.
   */
  private static Optional<Place> withoutRole(ContainerFacts container, String service) {
    Matcher name =
        Pattern.compile(Pattern.quote(service) + "-[^-]+" + EXEC_NAME).matcher(container.name());
    return name.matches() ? exec(container, service) : Optional.empty();
  }

  private static boolean isExec(ContainerFacts container, String prefix) {
    return Pattern.matches(Pattern.quote(prefix) + EXEC_NAME, container.name());
  }

  private static Optional<Place> exec(ContainerFacts container, String app) {
    return Place.counted(app, EXEC, container.id(), SOURCE, Standing.ONE_OFF);
  }
}
