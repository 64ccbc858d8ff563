package pudding.bench.stat;

import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;

/// Prints the tables of power of docs/METHOD.md.
final class PowerTables {

    private static final int[] HALF_BLOCKS = {4, 6, 8, 10, 14, 20, 40};
    private static final double[] SDS = {0.02, 0.04, 0.06, 0.08, 0.10, 0.15, 0.20};

    private PowerTables() {
    }

    public static void main(String[] args) {
        for (int contenders : new int[] {3, 5}) {
            System.out.printf(Locale.ROOT, "### %d contenders, the baseline twice in each half-block%n%n", contenders);
            System.out.println("Smallest ratio told from 1 with 80 % power (5 %, two-sided):\n");
            table(sd -> halfBlocks -> Power.smallestRatio(sd, halfBlocks, contenders), "%.3f");
            System.out.println("Chance of \"no practical difference\" (±15 %) when the true ratio is 1:\n");
            table(sd -> halfBlocks -> 100 * Power.ofSame(sd, halfBlocks, contenders, 0.15), "%.0f %%");
        }
        System.out.println("Upper 80 % confidence limit of a standard deviation, as a multiple of the estimate:\n");
        System.out.println("| degrees of freedom of the pilot | multiple |\n|--:|--:|");
        for (int df : new int[] {2, 3, 4, 6, 8, 10, 15, 20, 30, 50}) {
            System.out.printf(Locale.ROOT, "| %d | %.2f |%n", df, Power.upperSd(1, df));
        }
    }

    private static void table(DoubleFunction<IntToDoubleFunction> rows, String format) {
        StringBuilder text = new StringBuilder("| noise, run to run |");
        for (int halfBlocks : HALF_BLOCKS) {
            text.append(' ').append(halfBlocks).append(" half-blocks |");
        }
        text.append("\n|--:|").append("--:|".repeat(HALF_BLOCKS.length)).append('\n');
        for (double sd : SDS) {
            text.append(String.format(Locale.ROOT, "| %.0f %% |", 100 * sd));
            for (int halfBlocks : HALF_BLOCKS) {
                text.append(' ').append(String.format(Locale.ROOT, format, rows.apply(sd).applyAsDouble(halfBlocks)))
                        .append(" |");
            }
            text.append('\n');
        }
        System.out.println(text);
    }
}
