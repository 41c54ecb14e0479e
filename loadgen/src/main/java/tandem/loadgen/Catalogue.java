package tandem.loadgen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import tandem.model.ItemId;

/**
 * The items of a population, numbered from 0. Items of a category resemble each other: the traits
 * of an item are a mixture of its categories' and its own, each trait with variance 1.
 */
final class Catalogue {

  private static final double CATEGORY_VARIANCE = 0.6;
  private static final double TWO_CATEGORIES = 0.4;

  private final List<CatalogueItem> items = new ArrayList<>();
  private final Map<ItemId, Integer> numbers = new HashMap<>();
  private final double[] biases;
  private final double[][] traits;
  private final Popularity popularity;

  Catalogue(PopulationSettings settings, RandomGenerator random) {
    biases = new double[settings.items()];
    traits = new double[settings.items()][];
    popularity = new Popularity(settings.items(), settings.itemSkew(), random);
    Map<Category, double[]> centres = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      centres.put(category, gaussian(settings.traits(), random));
    }
    Map<Category, Integer> titles = new EnumMap<>(Category.class);
    for (int i = 0; i < settings.items(); i++) {
      List<Category> categories = categories(random);
      biases[i] = settings.itemBias() * random.nextGaussian();
      traits[i] = mixed(categories, centres, gaussian(settings.traits(), random));
      int nth = titles.merge(categories.get(0), 1, Integer::sum) - 1;
      add(i, Titles.title(categories.get(0), nth), categories);
    }
  }

  List<CatalogueItem> items() {
    return items;
  }

  ItemId id(int item) {
    return items.get(item).id();
  }

  /** The number of an item; throws {@link IllegalArgumentException} for one that is not here. */
  int number(ItemId id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException("no such item: " + id);
    }
    return number;
  }

  /** b_i, in stars. */
  double bias(int item) {
    return biases[item];
  }

  /** t_i · {@code direction}. */
  double appeal(int item, double[] direction) {
    return Taste.dot(direction, traits[item]);
  }

  /** A random item, the popular ones more often. */
  int sample(RandomGenerator random) {
    return popularity.sample(random);
  }

  private void add(int item, String title, List<Category> categories) {
    ItemId id = new ItemId("i" + (item + 1));
    items.add(new CatalogueItem(id, title, categories.stream().map(Category::label).toList()));
    numbers.put(id, item);
  }

  private static List<Category> categories(RandomGenerator random) {
    Category[] all = Category.values();
    int first = random.nextInt(all.length);
    int other = (first + 1 + random.nextInt(all.length - 1)) % all.length;
    return random.nextDouble() < TWO_CATEGORIES
        ? List.of(all[first], all[other])
        : List.of(all[first]);
  }

  private static double[] mixed(
      List<Category> categories, Map<Category, double[]> centres, double[] own) {
    double[] mixed = new double[own.length];
    double share = Math.sqrt(CATEGORY_VARIANCE / categories.size());
    for (int t = 0; t < own.length; t++) {
      mixed[t] = Math.sqrt(1 - CATEGORY_VARIANCE) * own[t];
    }
    for (Category category : categories) {
      double[] centre = Objects.requireNonNull(centres.get(category));
      for (int t = 0; t < own.length; t++) {
        mixed[t] += share * centre[t];
      }
    }
    return mixed;
  }

  private static double[] gaussian(int length, RandomGenerator random) {
    double[] vector = new double[length];
    for (int t = 0; t < length; t++) {
      vector[t] = random.nextGaussian();
    }
    return vector;
  }
}
