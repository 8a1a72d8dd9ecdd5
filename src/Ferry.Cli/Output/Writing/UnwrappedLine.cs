using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ferry.Cli.Output.Writing;

/// <summary>A line that is not broken at the terminal's width, so that a path or command in it can be copied.</summary>
internal sealed class UnwrappedLine(Markup content) : IRenderable
{
    private const int NoLimit = 100_000;
    private readonly IRenderable _content = content;

    public Measurement Measure(RenderOptions options, int maxWidth) => _content.Measure(options, NoLimit);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => _content.Render(options, NoLimit);
}
