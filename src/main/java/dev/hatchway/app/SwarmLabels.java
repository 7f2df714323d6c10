package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of Docker Swarm, and so of what deploys with it, such as CapRover and Dokploy. A stack
 * is an app and its services are the process types; a service without a stack is an app with itself
 * as its type.
 *
 * <p>The containers of tasks that have ended stay for a while beside the one that took their slot.
 */
public final class SwarmLabels implements LabelSystem {
  public static final String SOURCE = "swarm";

  /** The name of the stack; a service that was made by hand does not have it. */
  public static final String STACK = "com.docker.stack.namespace";

  /** Service, slot and task, as in {@code shop_web.2.xmkfqg4a46yezr58vsuxy2s66}. */
  public static final String TASK = "com.docker.swarm.task.name";

  /** A service that is on every node has the id of the node in place of the slot. */
  private static final Pattern TASK_NAME =
      Pattern.compile("(?<service>[^.]+)\\.(?<slot>[^.]+)\\.[^.]+");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public Optional<Place> place(ContainerFacts container) {
    Matcher task = TASK_NAME.matcher(container.label(TASK).orElse(""));
    if (!task.matches()) {
      return Optional.empty();
    }
    String stack = container.label(STACK).orElse("");
    String service = task.group("service");
    String app = stack.isEmpty() ? service : stack;
    String type = service.startsWith(stack + "_") ? service.substring(stack.length() + 1) : service;
    String slot = task.group("slot");
    return NUMBER.matcher(slot).matches()
        ? Place.parse(app, type, slot, SOURCE, Standing.HOLDER)
        : Place.counted(app, type, slot, SOURCE, Standing.HOLDER);
  }
}
