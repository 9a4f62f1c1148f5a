/**
 * What agents are taught about Tagma, and where it is written. Begin with {@link dev.tagma.cli.skill.SkillPlace}; the text is
 * the resource {@code skill.md}.
 */
@NullMarked
package dev.tagma.cli.skill;

import org.jspecify.annotations.NullMarked;
