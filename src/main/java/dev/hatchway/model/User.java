package dev.hatchway.model;

/** The person behind a key: the key's {@code name="…"} option, or else its comment. */
public record User(String name) {}
