/** Forms that agents want filled in, in the form of the Model Context Protocol's elicitation; read {@link Form} first. */
@NullMarked
package dev.tagma.adapters.form;

import org.jspecify.annotations.NullMarked;
