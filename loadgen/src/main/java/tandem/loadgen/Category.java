package tandem.loadgen;

import java.util.List;

/** The kinds of items, each with the eight nouns of its titles; no noun is in two of them. */
enum Category {
  ADVENTURE("Adventure", "Voyage Island Compass Caravan Summit River Map Reef"),
  COMEDY("Comedy", "Wedding Neighbour Holiday Waiter Twin Umbrella Parrot Cake"),
  CRIME("Crime", "Witness Alibi Inspector Heist Verdict Forgery Ransom Clue"),
  DOCUMENTARY("Documentary", "Archive Harvest Orchestra Glacier Market Border Mine Atlas"),
  DRAMA("Drama", "Letter Inheritance Promise House Silence Winter Brother Trial"),
  FAMILY("Family", "Kite Puppy Treehouse Grandmother Sledge Balloon Pony Picnic"),
  FANTASY("Fantasy", "Dragon Throne Oracle Sword Enchanter Raven Crown Forest"),
  HORROR("Horror", "Cellar Whisper Scarecrow Mirror Asylum Doll Swamp Shadow"),
  ROMANCE("Romance", "Kiss Summer Dancer Rose Serenade Balcony Stranger Moonlight"),
  SCIENCE_FICTION("Science fiction", "Orbit Android Signal Colony Paradox Comet Engine Clone");

  private final String label;
  private final String nouns;

  Category(String label, String nouns) {
    this.label = label;
    this.nouns = nouns;
  }

  /** The name for people. */
  String label() {
    return label;
  }

  /** Eight nouns. */
  List<String> nouns() {
    return List.of(nouns.split(" ", -1));
  }
}
