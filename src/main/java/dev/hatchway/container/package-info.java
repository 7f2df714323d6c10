/** Says what the gateway asks of a container engine. */
@NullMarked
package dev.hatchway.container;

import org.jspecify.annotations.NullMarked;
