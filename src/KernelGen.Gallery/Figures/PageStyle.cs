namespace KernelGen.Gallery.Figures;

/// <summary>The style sheet of the report.</summary>
internal static class PageStyle
{
    /// <summary>Its text. Sizes within pictures are in units of theirs, which are about pixels.</summary>
    public static string Sheet { get; } = """

        :root {
          --page: #f4f5f7; --card: #ffffff; --text: #1b2026; --quiet: #58626d; --rule: #dde1e6; --frame: #9aa3ad; --tile: #eef0f3;
          --blue: #0067a8; --vermilion: #c24e00; --green: #00805c; --purple: #a04684; --amber: #946200; --grey: #6a747e;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #0e1217; --card: #161b22; --text: #e7ebf0; --quiet: #9ea8b3; --rule: #2a313a; --frame: #66707b; --tile: #1f262e;
            --blue: #5bb5f0; --vermilion: #ff914d; --green: #35c69b; --purple: #e29ac8; --amber: #e8bb45; --grey: #98a2ad;
          }
          .ink { filter: invert(1) }
        }
        * { box-sizing: border-box }
        html { scroll-behavior: smooth; -webkit-text-size-adjust: 100% }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
        header, main { max-width: 1240px; margin: 0 auto; padding: 0 10px }
        header { padding-top: 32px }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 12px; text-wrap: balance }
        h2 { font-size: 1.35rem; line-height: 1.25; margin: 44px 0 14px }
        h3 { font-size: 1.02rem; line-height: 1.3; margin: 0 4px 6px }
        header p { max-width: 44em; margin: 0 0 8px }
        a { color: var(--blue); text-underline-offset: 3px }
        .quiet { color: var(--quiet); font-size: .85rem }
        nav ol { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 16px 0 0; padding: 0 }
        nav a { display: inline-block; padding: 4px 0 }
        main { padding-bottom: 48px }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 370px), 1fr)); gap: 14px }
        figure { display: flex; flex-direction: column; margin: 0; padding: 14px 8px 12px; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; min-width: 0 }
        figure > svg { display: block; width: 100%; height: auto }
        figcaption { display: flex; flex-direction: column; flex: 1; margin: 6px 6px 0; font-size: .92rem; overflow-wrap: break-word }
        figcaption p { margin: 0 0 8px }
        figcaption p:last-child { margin: auto 0 0 }
        dl { margin: 0 0 8px; font-size: .85rem; border-top: 1px solid var(--rule) }
        dl div { display: flex; justify-content: space-between; gap: 16px; padding: 3px 0; border-bottom: 1px solid var(--rule) }
        dt { color: var(--quiet) }
        dd { margin: 0; font-variant-numeric: tabular-nums; white-space: nowrap }
        svg text { font-size: 11px; fill: var(--text) }
        svg .tick { fill: var(--quiet) }
        svg .axis { font-weight: 600 }
        svg .note, svg .cell { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round }
        svg .cell { stroke: none }
        svg .cell.on { fill: var(--card); font-weight: 600 }
        svg .grid { stroke: var(--rule); stroke-width: 1; fill: none }
        svg .frame { stroke: var(--frame); stroke-width: 1; fill: none }
        svg .tile { fill: var(--tile) }
        svg .pixels { image-rendering: pixelated }
        svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
        svg .thin { stroke-width: 1.1 }
        svg .dashed { stroke-dasharray: 6 5 }
        svg .dotted { stroke-dasharray: 1 4.5 }
        svg .line.blue { stroke: var(--blue) } svg .fill.blue { fill: var(--blue) }
        svg .line.vermilion { stroke: var(--vermilion) } svg .fill.vermilion { fill: var(--vermilion) }
        svg .line.green { stroke: var(--green) } svg .fill.green { fill: var(--green) }
        svg .line.purple { stroke: var(--purple) } svg .fill.purple { fill: var(--purple) }
        svg .line.amber { stroke: var(--amber) } svg .fill.amber { fill: var(--amber) }
        svg .line.grey { stroke: var(--grey) } svg .fill.grey { fill: var(--grey) }
        svg .dot { stroke: var(--card); stroke-width: 1 }
        svg .area { opacity: .25 }
        svg .node { fill: var(--card); stroke: var(--frame); stroke-width: 1 }
        svg .node.given { fill: var(--tile) }
        svg .edge { fill: none; stroke: var(--frame); stroke-width: 1.2 }
        svg .head { fill: var(--frame) }
        svg .symbol { font-weight: 600 }
        svg text.value { fill: var(--blue) } svg .swatch.value { fill: var(--blue) }
        svg text.adjoint { fill: var(--vermilion) } svg .swatch.adjoint { fill: var(--vermilion) }
        @media print { figure { break-inside: avoid } }

        """.ReplaceLineEndings("\n");
}
