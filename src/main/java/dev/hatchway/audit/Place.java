package dev.hatchway.audit;

import java.util.Optional;

/**
 * Where a program runs.
 *
 * @param container the engine's id
 * @param image its id, or its name where the engine was not asked for the id
 * @param node the engine's machine, empty if it does not tell
 */
public record Place(String container, String image, Optional<String> node) {}
