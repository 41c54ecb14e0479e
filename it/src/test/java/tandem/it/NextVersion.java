package tandem.it;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.VirtualAnnotatedMember;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.VirtualBeanPropertyWriter;
import com.fasterxml.jackson.databind.util.Annotations;
import com.fasterxml.jackson.databind.util.SimpleBeanPropertyDefinition;
import java.util.List;

/**
 * A node that was built later, as others see it: all that it stores and sends of Tandem's own
 * classes has one property more at the end, which no class of today knows.
 */
public final class NextVersion extends SimpleModule {

  private static final long serialVersionUID = 1L;

  /** The property of what is stored by name; where values stand in an array it is one more. */
  static final String PROPERTY = "added_in_next";

  /** Its value. */
  static final String VALUE = "of the next version";

  /** Called by Akka, which is told of it by {@link #settings()}. */
  public NextVersion() {
    super("next version");
    setSerializerModifier(new AddingModifier());
  }

  /**
   * Lines of a node's settings that make it one of the next version. Its class path must have the
   * tests, as {@link Packaged#testCommand} gives it.
   */
  static String settings() {
    return """
        akka.serialization.jackson.jackson-cbor.jackson-modules += "%s"
        akka.cluster.app-version = "99.0.0"
        """
        .formatted(NextVersion.class.getName());
  }

  private static final class AddingModifier extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
      if (bean.getBeanClass().getName().startsWith("tandem.")) {
        properties.add(Added.to(config, bean));
      }
      return properties;
    }
  }

  private static final class Added extends VirtualBeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    private Added(BeanPropertyDefinition property, Annotations annotations, JavaType type) {
      super(property, annotations, type);
    }

    static Added to(SerializationConfig config, BeanDescription bean) {
      JavaType type = config.constructType(String.class);
      VirtualAnnotatedMember member =
          new VirtualAnnotatedMember(
              bean.getClassInfo(),
              bean.getBeanClass(),
              PROPERTY,
              config.constructType(String.class));
      return new Added(
          SimpleBeanPropertyDefinition.construct(config, member, PropertyName.construct(PROPERTY)),
          bean.getClassAnnotations(),
          type);
    }

    @Override
    protected Object value(Object bean, JsonGenerator out, SerializerProvider provider) {
      return VALUE;
    }

    @Override
    public VirtualBeanPropertyWriter withConfig(
        MapperConfig<?> config,
        AnnotatedClass declaringClass,
        BeanPropertyDefinition property,
        JavaType type) {
      return new Added(property, declaringClass.getAnnotations(), type);
    }
  }
}
