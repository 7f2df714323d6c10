@NullMarked
package dev.hatchway.ssh;

import org.jspecify.annotations.NullMarked;
