/** Does what {@code app} and {@code container} promise, with the Docker Engine. */
@NullMarked
package dev.hatchway.docker;

import org.jspecify.annotations.NullMarked;
