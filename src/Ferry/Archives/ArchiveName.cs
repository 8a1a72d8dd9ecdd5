using System.Globalization;
using System.Text.RegularExpressions;

namespace Ferry.Archives;

/// <summary>File names of archives: <c>{environment}-{yyyy-MM-dd-HH-mm-ss}.zip</c>, UTC; a second one in the same second gets <c>-2</c>.</summary>
/// <param name="Environment">The environment, encoded as in the name.</param>
/// <param name="CreatedAt">The second it was started, UTC.</param>
/// <param name="Number">1, or the number that tells it from others of that second.</param>
internal sealed partial record ArchiveName(string Environment, DateTimeOffset CreatedAt, int Number)
{
    private const string TimeFormat = "yyyy-MM-dd-HH-mm-ss";

    public string FileName =>
        $"{Environment}-{CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}{(Number == 1 ? "" : $"-{Number}")}.zip";

    /// <summary>The first free name of this second.</summary>
    public static ArchiveName Next(string environment, DateTimeOffset now, IReadOnlySet<string> taken)
    {
        var name = new ArchiveName(MemberNames.Encode(environment), now, 1);
        while (taken.Contains(name.FileName))
        {
            name = name with { Number = name.Number + 1 };
        }

        return name;
    }

    /// <summary>Reads a file name back; null when it is none of ours.</summary>
    public static ArchiveName? Parse(string fileName)
    {
        var match = Pattern().Match(fileName);
        return match.Success
            && DateTimeOffset.TryParseExact(
                match.Groups["time"].Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new ArchiveName(
                match.Groups["environment"].Value, time,
                match.Groups["number"].Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 1)
            : null;
    }

    [GeneratedRegex(@"^(?<environment>.+)-(?<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(-(?<number>\d{1,6}))?\.zip\z", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
