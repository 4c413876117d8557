"""A button that copies the address of exactly this view."""

from __future__ import annotations

import streamlit as st

from components.url import link_parameters
from components.words import gettext as _

_HTML = '<button type="button"><span></span></button>'
_CSS = """
button { font: inherit; font-size: 0.93rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 4px);
  padding: 0.2rem 0.7rem; min-height: 2rem; white-space: nowrap; }
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
"""
_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector("span");
  const address = () => {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(data.parameters)) for (const value of values) query.append(name, value);
    return location.origin + location.pathname + "?" + query;
  };
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  label.textContent = data.label;
  button.onclick = async () => {
    const text = address();
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch (error) { done = byHand(text); }
    label.textContent = done ? data.done : text;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { label.textContent = data.label; }, done ? 2000 : 20000);
  };
}
"""
_button = st.components.v2.component("copy_link", html=_HTML, css=_CSS, js=_JS)


def show_copy_link() -> None:
    """Show the button; it says so when the address is copied."""
    words = {"label": _("Copy link"), "done": _("Copied")}
    _button(data={"parameters": link_parameters(), **words}, key="copy_link", width="content", height="content")  # fmt: skip
