/** Says what an app is now: image, environment, processes, and which of them a word means. */
@NullMarked
package dev.hatchway.app;

import org.jspecify.annotations.NullMarked;
