package dev.hatchway.transfer;

/** How many bytes a tree may hold, and how many of them are free. */
public record Space(long total, long free) {}
