/** Tests of the file-transfer protocols, byte by byte. */
@NullMarked
package dev.hatchway.transfer;

import org.jspecify.annotations.NullMarked;
