/** Shows the files of a container as a tree, through the engine and the tools of its image. */
@NullMarked
package dev.hatchway.inside;

import org.jspecify.annotations.NullMarked;
