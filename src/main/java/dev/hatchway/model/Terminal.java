package dev.hatchway.model;

/** The terminal that a client asked for: the value of its {@code TERM} and its first size. */
public record Terminal(String type, Window window) {}
