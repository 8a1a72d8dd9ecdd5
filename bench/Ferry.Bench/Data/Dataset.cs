using Ferry.Bench.Data.Tables;

namespace Ferry.Bench.Data;

/// <summary>The benchmark's database: how big each table is, and how its tables refer to each other.</summary>
/// <param name="scale">1 is about 10 million rows and 1 GB as SQL.</param>
internal sealed class Dataset(double scale)
{
    public static readonly DateTime Epoch = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Ten years, in microseconds: from the first row of a table to its last.</summary>
    public const long Span = 10L * 365 * 86_400 * 1_000_000;

    public long Users { get; } = Count(400_000, scale);

    public long Movies { get; } = Count(100_000, scale);

    public long Orders { get; } = Count(1_500_000, scale);

    public long Events { get; } = Count(2_000_000, scale);

    /// <summary>All tables, those first that others refer to.</summary>
    public IReadOnlyList<ITableRows> Tables =>
        [new UserRows(this), new MovieRows(this), new MovieUserRows(this), new OrderRows(this), new OrderItemRows(this), new EventRows(this)];

    /// <summary>When a row was created: ids and time rise together.</summary>
    public static long CreatedAt(Dice dice, long id, long count)
    {
        var step = Span / (count + 1);
        return (step * id) + dice.Below(step);
    }

    /// <summary>When a row was last updated: most never are.</summary>
    public static long UpdatedAt(Dice dice, long created) => dice.Chance(70) ? created : created + dice.Below(Span / 10);

    private static long Count(long atOne, double scale) => Math.Max(100, (long)(atOne * scale));
}
