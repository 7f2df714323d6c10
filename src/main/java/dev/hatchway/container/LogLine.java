package dev.hatchway.container;

import java.time.Instant;

/** A line of a container's log, without its end of line. */
public record LogLine(Instant time, Output output, String text) {}
