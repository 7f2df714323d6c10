package dev.hatchway.container;

/**
 * What a container uses at the moment.
 *
 * @param cpu processors, 1.0 being one whole processor
 * @param memory bytes, without the page cache that the kernel can take back
 */
public record Usage(double cpu, long memory) {}
