import gradio
