package dev.tagma.engine.ids;

import dev.tagma.core.session.Handle;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Makes readable handles such as {@code calm-otter}. */
public final class HandleMaker {

    private static final List<String> MOODS = words("""
            able agile amber apt arctic ashen autumn avid azure bold brave breezy bright brisk bronze busy calm candid
            careful cheery chief civil clean clear clever cobalt cool copper coral cosmic crisp curious daring dawn deep
            deft dewy eager early earnest easy fair famous fast fleet fluent fond frank free fresh frosty gentle glad
            golden good grand green handy happy hardy hazel hearty honest humble ideal idle indigo ivory jade jolly keen
            kind late leafy level light lively loyal lucid lucky lunar mellow merry mild misty modest mossy neat nimble
            noble olive open patient plain polite prime proud quick quiet rapid ready rosy royal ruby rustic sage sandy
            serene sharp shiny silent silver simple sleek smart snowy snug solar solid sound spry stark steady still
            stout sunny sure swift tame tidy topaz trim true upbeat vivid warm wary wise witty young zesty
            """);
    private static final List<String> CREATURES = words("""
            adder alpaca ant auk badger bat bear beaver bee beetle bison boar bream bunting buzzard camel carp cat chough
            cicada civet cobra cod condor coot coral cougar crab crane cricket crow curlew deer dingo dipper dolphin dove
            duck dunlin eagle eel egret eider elk emu ermine falcon fawn ferret finch flea fox frog gannet gecko gibbon
            goat goose grebe grouse gull hare hawk heron hoopoe hornet horse hyena ibex ibis iguana impala jackal jackdaw
            jaguar jay kestrel kite kiwi koala krill lark lemur leopard linnet lion lizard llama lobster locust loon lynx
            macaw magpie marlin marmot marten merlin mink minnow mole moose moth mouse mule newt ocelot octopus okapi
            oriole osprey otter owl oyster panda panther parrot pelican perch petrel pigeon pika pike pipit plover pony
            puffin puma python quail rabbit raven ray robin rook salmon seal serval shark shrew shrike skink skua skylark
            snipe sparrow squid stilt stoat stork swallow swan swift tapir tench tern thrush tiger toad trout turtle viper
            vole vulture walrus warbler wasp weasel whale whelk wigeon wolf wombat wren yak zebra
            """);

    private final RandomGenerator random;

    public HandleMaker(RandomGenerator random) {
        this.random = random;
    }

    /** A handle that is not taken; with a number behind it when many are. */
    public Handle make(Predicate<Handle> taken) {
        for (int tries = 0; tries < 20; tries++) {
            Handle handle = new Handle(pair());
            if (!taken.test(handle)) {
                return handle;
            }
        }
        String pair = pair();
        for (int number = 2; ; number++) {
            Handle handle = new Handle(pair + "-" + number);
            if (!taken.test(handle)) {
                return handle;
            }
        }
    }

    private String pair() {
        return MOODS.get(random.nextInt(MOODS.size())) + "-" + CREATURES.get(random.nextInt(CREATURES.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
