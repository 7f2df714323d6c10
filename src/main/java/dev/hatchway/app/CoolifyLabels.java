package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The labels of Coolify. A resource is an app; the preview of a pull request is an app of its own,
 * {@code NAME-pr-N}, as Coolify names its containers. Since Coolify starts everything with Compose,
 * its containers carry the labels of Compose, too, whose project is only an id.
 */
public final class CoolifyLabels implements LabelSystem {
  public static final String SOURCE = "coolify";

  /** {@code true} on every container that Coolify has made. */
  public static final String MANAGED = "coolify.managed";

  /** {@code true} on Coolify's own reverse proxy. */
  public static final String PROXY = "coolify.proxy";

  /** The name of the application, service or database, which is the app. */
  public static final String RESOURCE = "coolify.resourceName";

  /** The process type; of an application the same as {@link #RESOURCE}. */
  public static final String SERVICE = "coolify.serviceName";

  /** The process type within a service of several containers. */
  public static final String SUB_NAME = "coolify.service.subName";

  /** The pull request that a preview is of; 0 in production. */
  public static final String PULL_REQUEST = "coolify.pullRequestId";

  /** The id of an application; of one made of several services the name of the container. */
  public static final String NAME = "coolify.name";

  private static final Pattern PREVIEW = Pattern.compile("[1-9][0-9]{0,9}");

  @Override
  public Optional<Place> place(ContainerFacts container) {
    if (!isTrue(container, MANAGED) || hides(container)) {
      return Optional.empty();
    }
    String resource = container.label(RESOURCE).orElse("");
    String pullRequest = container.label(PULL_REQUEST).orElse("0");
    if (pullRequest.equals("0")) {
      return place(container, resource, type(container, resource));
    }
    // Whatever else it says, it is not production.
    return PREVIEW.matcher(pullRequest).matches()
        ? place(container, resource + suffix(pullRequest), type(container, resource))
        : Optional.empty();
  }

  @Override
  public boolean hides(ContainerFacts container) {
    return isTrue(container, PROXY);
  }

  private static Optional<Place> place(ContainerFacts container, String app, String type) {
    return Place.counted(app, type, container.id(), SOURCE, Standing.HOLDER);
  }

  private static String type(ContainerFacts container, String resource) {
    String service = container.label(SUB_NAME).or(() -> container.label(SERVICE)).orElse("");
    return service.equals(resource) ? composeService(container).orElse(service) : service;
  }

  /**
   * An application may be made of several services of a Compose file. All have the application's
   * name as {@link #SERVICE} then, and differ by {@link #NAME}, which begins with the one that
   * Compose knows them by; of any other application Compose knows only the name of the container.
   */
  private static Optional<String> composeService(ContainerFacts container) {
    String name = container.label(NAME).orElse("");
    String suffix = suffix(container.label(PULL_REQUEST).orElse(""));
    return container
        .label(ComposeLabels.SERVICE)
        .map(service -> without(service, suffix))
        .filter(service -> name.startsWith(slug(service) + "-"));
  }

  /** In a label Coolify writes lower case, and a dash for all that is no letter and no digit. */
  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static String suffix(String pullRequest) {
    return "-pr-" + pullRequest;
  }

  private static String without(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static boolean isTrue(ContainerFacts container, String key) {
    return container.label(key).orElse("").equals("true");
  }
}
