package dev.tagma.adapters.agent.external.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.request.Answer;
import dev.tagma.spi.agent.Driver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * How messages look as JSON: records are objects with their components, names of an enumeration are in lower case, cases of
 * a family have a {@code type} that is their name. What is not there is empty where that is allowed; what is unknown is
 * passed over, so that a later version may say more.
 */
public final class Shape {

    /** The families whose cases are told apart by {@code type}. */
    public static final List<Class<?>> FAMILIES = List.of(
            Told.class,
            Reading.class,
            Reach.class,
            Carrier.class,
            Answer.class,
            Driver.Prepared.class,
            Driver.Look.class,
            Driver.Evidence.class,
            Driver.Answered.class);

    private Shape() {}

    public static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .annotationIntrospector(new Required())
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (Class<?> family : FAMILIES) {
            builder.addMixIn(family, Typed.class);
            for (Class<?> one : family.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(one, nameOf(one)));
            }
        }
        return builder.build();
    }

    /** The {@code type} of a case. */
    public static String nameOf(Class<?> one) {
        String name = one.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** A number or a truth that is not said is none, not zero or false. */
    private static final class Required extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType().isPrimitive() ? Boolean.TRUE : super.hasRequiredMarker(config, member);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}
}
