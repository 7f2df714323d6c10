/** Leads one request from its words to its exit code, with one short class for each command. */
@NullMarked
package dev.hatchway.session;

import org.jspecify.annotations.NullMarked;
