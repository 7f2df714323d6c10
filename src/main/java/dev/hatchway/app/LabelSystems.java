package dev.hatchway.app;

import java.util.List;

/** All label systems that Hatchway knows. */
final class LabelSystems {
  /**
   * In order of precedence: the first that recognises a container has it, and the first that has a
   * formation of an app has that app. A new system is one class and one word here.
   */
  static final List<LabelSystem> IN_ORDER =
      List.of(
          new HatchwayLabels(),
          new DokkuLabels(),
          new CoolifyLabels(),
          new KamalLabels(),
          new SwarmLabels(),
          new ComposeLabels(),
          new NomadLabels());

  private LabelSystems() {}
}
