/** Tests of archives, some of them made by tar itself. */
@NullMarked
package dev.hatchway.tar;

import org.jspecify.annotations.NullMarked;
