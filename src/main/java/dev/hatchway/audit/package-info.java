/**
 * Writes down what happened, one line for each event, chained so that a change is found, or says
 * that it could not. It knows nothing of SSH and of engines.
 */
@NullMarked
package dev.hatchway.audit;

import org.jspecify.annotations.NullMarked;
