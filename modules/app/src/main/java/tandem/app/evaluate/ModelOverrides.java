package tandem.app.evaluate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;

/**
 * Changes single settings of the model by the names that the configuration file has for them:
 * {@code model.factors=32}, {@code model.user.rate=0.5}.
 */
public final class ModelOverrides {

  private static final String PREFIX = "model.";

  private final Map<String, String> open;

  private ModelOverrides(Map<String, String> overrides) {
    this.open = new HashMap<>(overrides);
  }

  /**
   * The settings with these values in place of theirs; throws {@link IllegalArgumentException} with
   * a sentence for the user for an unknown name or a value that makes no sense.
   */
  public static ModelSettings apply(ModelSettings settings, Map<String, String> overrides) {
    ModelOverrides work = new ModelOverrides(overrides);
    ModelSettings result = ModelSettings.class.cast(work.changed(settings, PREFIX));
    if (!work.open.isEmpty()) {
      throw new IllegalArgumentException("unknown settings " + work.open.keySet());
    }
    return result;
  }

  private Object changed(Object settings, String prefix) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int c = 0; c < components.length; c++) {
      String name = prefix + kebab(components[c].getName());
      Object value = read(settings, components[c]);
      values[c] = value instanceof Record ? changed(value, name + ".") : changed(name, value);
    }
    return create(settings.getClass(), components, values);
  }

  private Object changed(String name, Object value) {
    String text = open.remove(name);
    return text == null ? value : parse(name, text, value);
  }

  private static Object parse(String name, String text, Object old) {
    try {
      if (old instanceof Integer) {
        return Integer.valueOf(text);
      }
      if (old instanceof Long) {
        return Long.valueOf(text);
      }
      if (old instanceof Double) {
        return Double.valueOf(text);
      }
      if (old instanceof Boolean) {
        return yesOrNo(name, text);
      }
      if (old instanceof NegativeSource) {
        return source(name, text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a number, not " + text, e);
    }
    throw new IllegalArgumentException(name + " can't be set");
  }

  private static Boolean yesOrNo(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(name + " is true or false, not " + text);
    }
    return Boolean.valueOf(text);
  }

  private static NegativeSource source(String name, String text) {
    return Arrays.stream(NegativeSource.values())
        .filter(source -> source.name().equals(text.toUpperCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(name + " is recent, popular or uniform, not " + text));
  }

  private static Object read(Object settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record can be read", e);
    }
  }

  private static Object create(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getTargetException().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record can be made", e);
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
